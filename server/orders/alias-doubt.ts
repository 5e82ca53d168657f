import { DomainError } from "@/server/errors";
import { plainCode } from "./suggest-codes";

type Product = { code: string };

const listed = (codes: readonly string[]) =>
  codes.length < 2 ? codes.join("") : `${codes.slice(0, -1).join(", ")} and ${codes.at(-1)}`;

const alike = (text: string, products: readonly Product[]): string[] => {
  const plain = plainCode(text);
  return plain ? products.map(({ code }) => code).filter((code) => plainCode(code) === plain) : [];
};

/**
 * Why an Etsy SKU cannot be that product code; null when it can. `products` are the customer's active
 * ones. Its field is `sure` where a person who has compared the goods may say so and go on.
 */
export function doubtOfAlias(
  {
    sku,
    productCode,
    sure = false,
  }: { sku: string; productCode: string; sure?: boolean | undefined },
  products: readonly Product[],
): DomainError | null {
  const known = (code: string) => products.some((product) => product.code === code);
  if (!known(productCode)) {
    const near = alike(productCode, products);
    const hint =
      near.length === 0
        ? "Choose one of the list."
        : near.length === 1
          ? `It is written ${near[0]} there: choose that.`
          : `It could be ${near.slice(0, -1).join(", ")} or ${near.at(-1)}: choose one of the list.`;
    return new DomainError(
      "invalid",
      `CartonCloud has no active product ${productCode} for this customer. ${hint}`,
      "productCode",
    );
  }
  if (known(sku))
    return new DomainError(
      "invalid",
      `CartonCloud knows ${sku} as a product of its own: another code would send other goods under its name. Retry the orders that wait for it. Where the goods are wrong, change the SKU in Etsy or the product in CartonCloud.`,
      "productCode",
    );
  const others = alike(sku, products).filter((code) => code !== productCode);
  if (others.length > 0 && !sure)
    return new DomainError(
      "conflict",
      `${sku} could also be ${listed(others)}, which differs from it only in how it is written. Compare the goods, then say that ${productCode} is the right one.`,
      "sure",
    );
  return null;
}
