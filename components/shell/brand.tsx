/** The name of the product with its mark: two boxes joined by a line. */
export function Brand({ short = false }: { short?: boolean }) {
  return (
    <span data-slot="brand" className="inline-flex items-center gap-2 font-semibold">
      <svg viewBox="0 0 24 24" className="size-6 text-primary" aria-hidden="true">
        <rect x="2" y="2" width="9" height="9" rx="2" fill="currentColor" />
        <rect
          x="13"
          y="13"
          width="9"
          height="9"
          rx="2"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
        />
        <path d="M11 6.5h3.5a3 3 0 0 1 3 3V13" fill="none" stroke="currentColor" strokeWidth="2" />
      </svg>
      <span className={short ? "max-md:sr-only" : ""}>Self-Managed Integrations</span>
    </span>
  );
}
