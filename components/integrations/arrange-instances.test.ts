import { expect, it } from "vitest";
import { arrangeInstances } from "./arrange-instances";

type Instance = Parameters<typeof arrangeInstances>[0][number];

const instance = (name: string, part: Partial<Instance>): Instance => ({
  id: name,
  app: "etsy",
  name,
  status: "active",
  shopName: null,
  health: { state: "Healthy", words: "" },
  lastPullSucceededAt: null,
  lastDay: 0,
  counts: {
    received: 0,
    creating: 0,
    unknown: 0,
    held: 0,
    created: 0,
    dispatched: 0,
    completed: 0,
    skipped: 0,
  },
  nextStep: null,
  ...part,
});
const instances = [
  instance("Pots", { shopName: "ClayCorner", lastDay: 2, lastPullSucceededAt: new Date(2000) }),
  instance("Mugs", { status: "draft", health: { state: "Draft", words: "" } }),
  instance("Bowls", { health: { state: "Needs attention", words: "" }, lastDay: 9 }),
  instance("Jars", { status: "reconnect", health: { state: "Reconnect required", words: "" } }),
];
const names = (asked: Partial<Parameters<typeof arrangeInstances>[1]>) =>
  arrangeInstances(instances, { text: "", show: "", sort: "", ...asked }).map(({ name }) => name);

it.each([
  [{}, ["Pots", "Mugs", "Bowls", "Jars"]],
  [{ text: "clay" }, ["Pots"]],
  [{ show: "trouble" }, ["Bowls", "Jars"]],
  [{ show: "active" }, ["Pots", "Bowls"]],
  [{ show: "draft" }, ["Mugs"]],
  [{ sort: "name" }, ["Bowls", "Jars", "Mugs", "Pots"]],
  [{ sort: "health" }, ["Jars", "Bowls", "Mugs", "Pots"]],
  [{ sort: "pull" }, ["Pots", "Mugs", "Bowls", "Jars"]],
  [{ sort: "orders" }, ["Bowls", "Pots", "Mugs", "Jars"]],
])("%o shows %j", (asked, shown) => {
  expect(names(asked)).toEqual(shown);
});

it.each(["constructor", "nothing"])("an address that names %s filters nothing", (name) => {
  expect(names({ show: name, sort: name })).toHaveLength(4);
});
