/** A promise that nobody handles, and whose reason is no error. */
setTimeout(() => {
  void Promise.reject(`side task failed: ${process.env['INPUT_HUAWEI-SECRET-ACCESS-KEY']}`);
}, 1_000);
