import { readFileSync } from "node:fs";
import { importShops, rest, tellRun, untilIdle } from "@/bench/import-shops";
import type { Stage } from "@/bench/open-stage";
import type { Bench } from "@/bench/part";
import { median, resultOf } from "@/bench/results";

/** Resident memory of a process, MB, as the kernel counts it. @throws Error where there is no /proc */
function residentMb(pid: number): number {
  const kb = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kb) / 1024;
}

/** What the console holds once it has come to rest: the middle of some looks. */
async function atRest(stage: Stage): Promise<number> {
  await untilIdle(stage);
  const looks: number[] = [];
  for (let look = 0; look < 5; look++) {
    await rest(2000);
    looks.push(residentMb(stage.stack.processes.app.pid()));
  }
  return median(looks);
}

/** A console that has just started imports few receipts, and then so many that what it kept of each would show. */
export async function measure({ small, pairs, stage, say }: Bench) {
  const on = await stage();
  const [few, rounds, each] = small ? [200, 2, 40] : [1000, 10, 490];
  const ratios: number[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    await on.stack.processes.app.restart();
    say(tellRun(await importShops(on, 1, few)));
    const before = await atRest(on);
    for (let round = 1; round <= rounds; round++) say(tellRun(await importShops(on, 10, each)));
    const after = await atRest(on);
    say(
      `  ${before.toFixed(0)} MB after ${few}, ${after.toFixed(0)} MB after ${few + rounds * 10 * each}`,
    );
    ratios.push(after / before);
  }
  return [
    resultOf(
      `Memory of the console after ${few + rounds * 10 * each} receipts by after ${few}`,
      ratios,
      1.3,
    ),
  ];
}
