/** What a check found, in one line. */
export type Finding = {
  check: string;
  outcome: "ok" | "wrong" | "not checked";
  /** For `wrong`: what is wrong, and what to do. For `not checked`: why. */
  says: string;
};

export const ok = (check: string, says: string): Finding => ({ check, outcome: "ok", says });
export const wrong = (check: string, says: string): Finding => ({ check, outcome: "wrong", says });
export const notChecked = (check: string, says: string): Finding => ({
  check,
  outcome: "not checked",
  says,
});

/** The faults as findings, or the one line that says that there are none. */
export const faultsOr = (check: string, faults: readonly string[], fine: string): Finding[] =>
  faults.length > 0 ? faults.map((says) => wrong(check, says)) : [ok(check, fine)];
