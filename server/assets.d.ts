/** Data files that the bundler inlines: lexicons as text, model weights as bytes. */
declare module '*.tsv' {
  const text: string;
  export default text;
}
declare module '*.bin' {
  const bytes: Uint8Array;
  export default bytes;
}
