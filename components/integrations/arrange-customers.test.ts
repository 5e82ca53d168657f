import { expect, it } from "vitest";
import { arrangeCustomers } from "./arrange-customers";

const customer = (
  name: string,
  counts: Partial<Record<"active" | "drafts" | "reconnect", number>>,
) => ({
  id: name,
  name,
  enabled: true,
  active: 0,
  drafts: 0,
  paused: 0,
  reconnect: 0,
  ...counts,
});
const customers = [
  customer("Ash", { active: 1 }),
  customer("Birch", {}),
  customer("Cedar", { active: 3, reconnect: 1 }),
  customer("Dogwood", { active: 1, drafts: 1 }),
];
const names = (asked: Partial<Parameters<typeof arrangeCustomers>[1]>) =>
  arrangeCustomers(customers, { text: "", show: "", sort: "", ...asked }).map(({ name }) => name);

it.each([
  [{}, ["Ash", "Birch", "Cedar", "Dogwood"]],
  [{ text: " CEDAR " }, ["Cedar"]],
  [{ show: "live" }, ["Ash", "Cedar", "Dogwood"]],
  [{ show: "reconnect" }, ["Cedar"]],
  [{ show: "drafts" }, ["Dogwood"]],
  [{ show: "none" }, ["Birch"]],
  [{ sort: "most-active" }, ["Cedar", "Ash", "Dogwood", "Birch"]],
  [{ sort: "reconnect", show: "live" }, ["Cedar", "Ash", "Dogwood"]],
])("%o shows %j", (asked, shown) => {
  expect(names(asked)).toEqual(shown);
});

it.each(["constructor", "__proto__", "nothing"])(
  "an address that names %s filters nothing",
  (name) => {
    expect(names({ show: name, sort: name })).toHaveLength(4);
  },
);
