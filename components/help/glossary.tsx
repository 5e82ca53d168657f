import { Card } from "@/components/ui/card";
import type { Word } from "./words";
import { words } from "./words";

const origins = { Etsy: "Etsy's word", CartonCloud: "CartonCloud's word", Here: "A word of ours" };

function Entry({ id, word, of, means, why }: Word) {
  return (
    <div
      id={id}
      className="grid scroll-mt-20 gap-x-6 gap-y-0.5 px-4 py-3 target:bg-accent sm:grid-cols-[12rem_minmax(0,1fr)]"
    >
      <dt>
        <span className="font-semibold">{word}</span>
        <span className="block text-[0.8125rem] text-muted-foreground">{origins[of]}</span>
      </dt>
      <dd className="max-w-prose text-pretty">
        {means}
        {why ? <span className="block text-muted-foreground">{why}</span> : null}
      </dd>
    </div>
  );
}

/** What the words of the pages mean, and why things are as they are. */
export function Glossary() {
  return (
    <Card flush>
      <dl className="divide-y">
        {words.map((word) => (
          <Entry key={word.id} {...word} />
        ))}
      </dl>
    </Card>
  );
}
