const base =
  "inline-flex shrink-0 items-center justify-center gap-1.5 font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0";

const variants = {
  default: "bg-primary text-primary-foreground hover:bg-primary/90",
  secondary: "bg-secondary text-secondary-foreground hover:bg-accent",
  outline: "border border-input bg-card text-foreground hover:bg-accent",
  ghost: "text-foreground hover:bg-accent hover:text-accent-foreground",
  destructive: "bg-destructive text-destructive-foreground hover:bg-destructive/90",
  link: "text-primary underline underline-offset-4 hover:no-underline",
};

const sizes = {
  default: "h-9 rounded-md px-3.5 text-sm",
  sm: "h-8 rounded-md px-2.5 text-[0.8125rem]",
  icon: "size-9 rounded-md text-sm",
  "icon-round": "size-9 rounded-full text-sm",
  "icon-sm": "size-7 rounded-md text-sm",
  inline: "min-h-6 rounded-md text-sm",
};

export type ButtonLook = { variant?: keyof typeof variants; size?: keyof typeof sizes };

/** The classes of a button, for whatever looks like one: `<Link className={buttonVariants()}>`. */
export const buttonVariants = ({ variant, size }: ButtonLook = {}): string =>
  `${base} ${variants[variant ?? "default"]} ${sizes[size ?? "default"]}`;
