/** The green dot of a customer with a live integration. Read out in words. */
export function LiveDot() {
  return (
    <span data-slot="live-dot" className="inline-flex shrink-0">
      <span
        aria-hidden
        className="size-2.5 rounded-full bg-live forced-colors:forced-color-adjust-none"
      />
      <span className="sr-only">Live: </span>
    </span>
  );
}
