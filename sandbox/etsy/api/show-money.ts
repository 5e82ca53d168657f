/** Amount in minor units with its divisor. Every demo currency has two decimals. */
export function money(amount: number, currency: string) {
  return { amount, divisor: 100, currency_code: currency };
}
