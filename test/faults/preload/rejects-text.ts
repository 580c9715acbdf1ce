/** A promise that nobody handles, and whose reason is no error, once it is asked for. */
process.once('SIGUSR2', () => {
  setTimeout(() => {
    void Promise.reject(`side task failed: ${process.env['INPUT_HUAWEI-SECRET-ACCESS-KEY']}`);
  });
});
