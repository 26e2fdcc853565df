/**
 * Types of the part of the punycode library that we use. It is imported by its file, because Node has a
 * module of the same name.
 */
declare module 'punycode/punycode.js' {
  const punycode: Readonly<{ toUnicode: (domain: string) => string }>;
  // biome-ignore lint/style/noDefaultExport: what the library's file exports
  export default punycode;
}
