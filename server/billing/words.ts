/** Letters, and bytes as UTF-8, of an invoice that is compared in one go. */
export const mostInvoiceBytes = 3_000_000;
export const invoiceTooLong =
  "This is too long for one week. Cut the file to the week's lines: 3 MB are read at most.";
