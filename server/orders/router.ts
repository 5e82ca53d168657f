import { router } from "@/server/trpc/init";

export const ordersRouter = router({});
