import { db } from "@/db/client";
import { cartonCloudConnection } from "@/db/schema/organisation";

/** Ten times what CartonCloud allows: an import takes minutes and not hours, and leaves the machine idle. */
const postsPerMinute = 300;

/** Has orders posted at an even pace from now on, until the stage is cleared. */
export const pacePosts = () =>
  db().update(cartonCloudConnection).set({ orderPostsPerMinute: postsPerMinute });
