/** A promise that nobody handles, with a secret in its reason, once it is asked for. */
process.once('SIGUSR2', () => {
  setTimeout(() => {
    void Promise.reject(new Error(`side task failed: ${process.env['INPUT_HUAWEI-SECRET-ACCESS-KEY']}`));
  });
});
