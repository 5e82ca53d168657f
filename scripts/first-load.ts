import { fromRoot } from "./launcher/paths";
import { readFirstLoads } from "./testing/first-load";

/** The most that a page may load at first, as a multiple of an empty page of the same build. */
const most = 1.25;

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
const [dist = fromRoot(".next")] = process.argv.slice(2);
const { empty, routes } = readFirstLoads(dist);
console.log(`${kB(empty)}  1.00  an empty page (gzip)`);
for (const { route, bytes } of routes)
  console.log(`${kB(bytes)}  ${(bytes / empty).toFixed(2)}  ${route}`);
const over = routes.filter(({ bytes }) => bytes > empty * most);
console.log(`${over.length} of ${routes.length} routes load more than ${most} × the empty page.`);
process.exitCode = over.length > 0 ? 1 : 0;
