/**
 * How many pages a PDF of the browser has: its page objects, counted in the bytes. Loading the document would
 * take longer than printing it. Streams are compressed, so the words stand in objects only.
 */
export function pageCount(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
      .toString("latin1")
      .split(/\/Type\s*\/Page(?![A-Za-z])/u).length - 1
  );
}
