import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The SDKs are CommonJS: take their default exports as Node does, and as the type checker does.
    deps: { interopDefault: false },
  },
});
