import net from 'node:net';

/*
 * Where a connection to GitHub is made, something is thrown a moment later that nobody catches, with a secret in its
 * message: by a timer, and by a promise.
 */

const port = new URL(process.env['GITHUB_API_URL'] ?? '').port;
const { connect } = net;
Object.assign(net, {
  connect: (options: net.NetConnectOpts, ...rest: readonly (() => void)[]) => {
    if ('port' in options && String(options.port) === port) {
      const message = `side task failed: ${process.env['INPUT_GITHUB-TOKEN']}`;
      setTimeout(() => {
        throw new TypeError(message);
      }, 10);
      setTimeout(() => void Promise.reject(message), 20);
    }
    return connect(options, ...rest);
  },
});
