/** Something that nobody catches, with a secret in its message, once it is asked for. */
process.once('SIGUSR2', () => {
  setTimeout(() => {
    throw new TypeError(`side task failed: ${process.env['INPUT_HUAWEI-SECRET-ACCESS-KEY']}`);
  });
});
