type Last = {
  /** Milliseconds that posts take when nothing holds them up. */
  usualMs: number;
  mayFollow: Promise<void>;
};

const lastOf = new Map<string, Last>();
/** Organisations whose last post is remembered, at most. */
const mostKept = 1000;
/** Posts that may follow each other sooner are left to their turns: waiting for answers would slow them down. */
const leastApartMs = 1000;
/** So much more is usual at the next post, so that one quick answer does not set the measure for ever. */
const easing = 1.05;

const rest = (ms: number) => new Promise<void>((resume) => setTimeout(resume, ms));

/**
 * Runs a post so that two of an organisation come to CartonCloud at least `apartMs` apart. Turns are
 * handed out ahead, and a post that a busy process or a slow line held up would come close before the
 * next: so the next one waits as much longer as this one took more than usual. It waits for the
 * answer until twice `apartMs`, not longer. Knows this process alone, as one run at a time makes an
 * organisation's orders.
 * @throws what `post` throws
 */
export async function keepApart<T>(
  organisationId: string,
  apartMs: number,
  post: () => Promise<T>,
): Promise<T> {
  if (apartMs < leastApartMs) return post();
  const before = lastOf.get(organisationId);
  const begun = (before?.mayFollow ?? Promise.resolve()).then(() => performance.now());
  const posted = begun.then(post);
  const own: Last = {
    usualMs: 0,
    mayFollow: begun.then(async (begunAt) => {
      await Promise.race([posted.catch(() => {}), rest(2 * apartMs)]);
      const tookMs = performance.now() - begunAt;
      own.usualMs = Math.min((before?.usualMs ?? tookMs) * easing, tookMs);
      // The first one has no usual time to be compared with, and asks for a token on its way.
      const lateMs = Math.min(before ? tookMs - own.usualMs : tookMs, apartMs);
      await rest(begunAt + apartMs + lateMs - performance.now());
    }),
  };
  if (lastOf.size >= mostKept) lastOf.clear();
  lastOf.set(organisationId, own);
  return posted;
}
