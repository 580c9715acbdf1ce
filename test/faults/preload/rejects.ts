/** A promise that nobody handles, with a secret in its reason. */
setTimeout(() => {
  void Promise.reject(new Error(`side task failed: ${process.env['INPUT_HUAWEI-SECRET-ACCESS-KEY']}`));
}, 1_000);
