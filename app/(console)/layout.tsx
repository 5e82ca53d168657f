import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/sign-in/actions";
import { Footer } from "@/components/shell/footer";
import { OfflineNote } from "@/components/shell/offline-note";
import { OnTheWay } from "@/components/shell/on-the-way";
import { TopBar } from "@/components/shell/top-bar";
import { ApiProvider } from "@/components/trpc";
import { ToastProvider } from "@/components/ui/toast";
import { viewer } from "@/server/auth";
import { env } from "@/server/env";
import { jobRunner } from "@/server/health";
import { signInPath } from "@/server/request-path";
import { api, load } from "@/server/trpc/server";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const person = await viewer();
  if (!person) redirect(await signInPath());
  const { DEMO_MODE, NODE_ENV } = env();
  const showsRunner = DEMO_MODE || NODE_ENV === "development";
  return (
    <ApiProvider now={Date.now()}>
      <ToastProvider>
        <a
          href="#main"
          className="sr-only z-50 rounded-md bg-primary px-4 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          Skip to content
        </a>
        <OnTheWay />
        <div className="flex min-h-dvh flex-col">
          <TopBar
            person={{
              name: person.name,
              email: person.email,
              organisationName: person.organisationName,
              role: person.scope.role,
              seesBilling:
                !person.owesSecondFactor && (await load(api.billing.access.queryOptions())),
            }}
            signOut={signOutAction}
          />
          <OfflineNote />
          <main id="main" tabIndex={-1} className="peer mx-auto w-full max-w-6xl flex-1 px-4 py-6">
            {children}
          </main>
          <Footer runner={showsRunner ? { ...(await jobRunner()), demo: DEMO_MODE } : null} />
        </div>
      </ToastProvider>
    </ApiProvider>
  );
}
