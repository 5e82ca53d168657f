import { router } from "@/server/trpc/init";

export const organisationRouter = router({});
