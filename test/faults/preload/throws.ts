/** Something that nobody catches, with a secret in its message. */
setTimeout(() => {
  throw new TypeError(`side task failed: ${process.env['INPUT_HUAWEI-SECRET-ACCESS-KEY']}`);
}, 1_000);
