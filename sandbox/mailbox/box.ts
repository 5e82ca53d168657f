import type { Store } from "@/sandbox/kernel/store";
import type { ReceivedMail } from "./received-mail";

/** Older ones go. */
const most = 500;

export type Box = {
  nextId(): number;
  add(mail: ReceivedMail): void;
  get(id: number): ReceivedMail | undefined;
  /** Newest first. */
  all(): ReceivedMail[];
  clear(): void;
};

/** The last 500 mails, kept in the store. */
export function openBox(store: Store): Box {
  const last = (): number => store.get<number>("made", "last") ?? 0;
  return {
    nextId() {
      const id = last() + 1;
      store.put("made", "last", id);
      return id;
    },
    add: (mail) =>
      store.batch(() => {
        store.put("mails", mail.id, mail);
        const ids = store.keys("mails");
        for (const id of ids.slice(0, Math.max(0, ids.length - most))) store.remove("mails", id);
      }),
    get: (id) => store.get("mails", id),
    all: () => store.all<ReceivedMail>("mails").reverse(),
    clear: () =>
      store.batch(() => {
        for (const id of store.keys("mails")) store.remove("mails", id);
      }),
  };
}
