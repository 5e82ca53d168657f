import { router } from "@/server/trpc/init";

export const integrationsRouter = router({});
