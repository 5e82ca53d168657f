/** Request header in which proxy.ts notes the path asked for; layouts cannot know it otherwise. */
export const requestPathHeader = "x-request-path";

/** Where people land when no other page is asked for. */
export const homePath = "/integrations";

const here = "http://here.invalid";

/** Longer ones are no address of ours; written into another address, they make one that no server takes. */
const longest = 2000;

/**
 * The path to go to after sign-in: the wanted one if it is a page of this application, otherwise the
 * home page. Another origin, in any spelling (`//evil`, `/\evil`, `https://evil`, `javascript:`), is
 * never returned; neither is the sign-in page itself, an API route, or one of more than 2,000 signs.
 */
export function safeReturnPath(wanted: string | null | undefined): string {
  if (!wanted?.startsWith("/") || wanted.length > longest || !URL.canParse(wanted, here))
    return homePath;
  const url = new URL(wanted, here);
  const path = `${url.pathname}${url.search}`;
  if (url.origin !== here || path.startsWith("//")) return homePath;
  if (/^\/(sign-in|api|_next)(\/|$|\?)/.test(path) || url.pathname === "/") return homePath;
  return path;
}

/** The sign-in page that leads back to a path. */
export const signInPathFor = (path: string | null): string => {
  const target = safeReturnPath(path);
  return target === homePath ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(target)}`;
};
