import { describe, expect, it } from "vitest";
import { startPart, watchPart } from "./part";

/** A process that ends at once, for the first `deaths` times that it is started. */
async function mortal(deaths: number) {
  let starts = 0;
  const part = await startPart("The thing", async () => {
    starts += 1;
    const exited =
      starts <= deaths ? Promise.resolve("signal SIGKILL") : new Promise<string>(() => {});
    return { pid: 1, exited, stop: async () => {}, lastWords: () => " Its last words." };
  });
  return { part, starts: () => starts };
}

describe("a watched part", () => {
  it("is started again after each death, telling which and why", async () => {
    const { part, starts } = await mortal(2);
    const notes: string[] = [];
    const over = watchPart(part, {
      isStopping: () => false,
      note: (line) => notes.push(line),
      giveUp: (reason) => notes.push(`gave up: ${reason}`),
      pauseMs: 1,
    });
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 100))]);
    expect(starts()).toBe(3);
    expect(notes).toEqual([
      "The thing ended (signal SIGKILL). Starting it again in 0.001 s. Its last words.",
      "The thing is back.",
      "The thing ended (signal SIGKILL). Starting it again in 0.002 s. Its last words.",
      "The thing is back.",
    ]);
  });

  it("is given up after five deaths within a minute", async () => {
    const { part, starts } = await mortal(99);
    let reason = "";
    await watchPart(part, {
      isStopping: () => false,
      note: () => {},
      giveUp: (why) => {
        reason = why;
      },
      pauseMs: 1,
    });
    expect(starts()).toBe(5);
    expect(reason).toContain("The thing ended 5 times within a minute, last with signal SIGKILL.");
  });

  it("is left alone while everything is being stopped", async () => {
    const { part, starts } = await mortal(99);
    const fail = () => expect.unreachable();
    await watchPart(part, { isStopping: () => true, note: fail, giveUp: fail });
    expect(starts()).toBe(1);
  });
});
