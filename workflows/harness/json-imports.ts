import { registerHooks } from 'node:module';

// GitHub's language service imports JSON without saying that it is JSON, which Node refuses.
registerHooks({
  load: (url, context, nextLoad) =>
    nextLoad(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
