import { router } from "@/server/trpc/init";

export const searchRouter = router({});
