import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { type Act, act, literal } from './act.ts';
import { readHeaders } from './call.ts';
import { textsOf } from './echo.ts';

const json = { 'content-type': 'application/json' };

/** An HTTP answer of any status, with any body and headers: `Retry-After`, a vendor's error, a 5xx. */
export function httpError(status: number, body: unknown = '', headers: Record<string, string> = {}): Act {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return act(`http-${status}`, ({ response }) =>
    response.writeHead(status, { ...json, ...headers }).end(text),
  );
}

/** An Alibaba Cloud error in the vendor's JSON form; `status` 200 for an error inside a success. */
export const alibabaError = (code: string, status = 400, headers: Record<string, string> = {}): Act =>
  httpError(
    status,
    { RequestId: 'F0F0F0F0-0000-0000-0000-00000000F0F0', HostId: '', Code: code, Message: code },
    headers,
  );

/** The same error in XML, as the vendor's gateway sometimes gives it. */
export const alibabaXmlError = (code: string, status = 400): Act =>
  httpError(
    status,
    `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
    {
      'content-type': 'text/xml;charset=utf-8',
    },
  );

/** A Huawei Cloud error in its commonest form; `status` 200 for an error inside a success. */
export const huaweiError = (code: string, status = 400, headers: Record<string, string> = {}): Act =>
  httpError(status, { error_code: code, error_msg: code }, headers);

/** A login portal or firewall that answers for the API, with a word in it that a careless reader trusts. */
export const htmlPage = (): Act =>
  httpError(200, '<!doctype html><title>success</title><p>"status":"success"</p>', {
    'content-type': 'text/html',
  });

/** A success without a body. */
export const emptyBody = (): Act => httpError(200, '');

/** JSON of another shape: `null`, `[]`, `"success"`, … */
export const wrongShape = (value: unknown): Act => literal(JSON.stringify(value));

/** A redirect, by default to another host. */
export const redirect = (location: string, status = 302): Act => httpError(status, '', { location });

/** An error whose text repeats the request's credentials, as some gateways do. */
export const echoCredentials = (status = 500): Act =>
  act('echo-credentials', ({ request, response }) => {
    response
      .writeHead(status, json)
      .end(JSON.stringify({ error_code: 'Echo', error_msg: request.rawHeaders.join('\n') }));
  });

/** An answer made of all that can be repeated of the request: its headers, its signature, what was signed. */
export const echoRequest = (bodyOf: (texts: readonly string[]) => unknown, status = 200): Act =>
  act('echo-request', ({ request, response }) => {
    const { method = '', url = '' } = request;
    const texts = textsOf({ method, url, headers: readHeaders(request) });
    response.writeHead(status, json).end(JSON.stringify(bodyOf(texts)));
  });

/** A redirect to a place that is made of the same. */
export const echoRedirect = (locationOf: (texts: readonly string[]) => string): Act =>
  act('echo-redirect', ({ request, response }) => {
    const { method = '', url = '' } = request;
    const texts = textsOf({ method, url, headers: readHeaders(request) });
    response.writeHead(302, { ...json, location: locationOf(texts) }).end();
  });

/** Promises 100 bytes, sends 20 and closes. */
export const truncated = (): Act =>
  act('truncated', ({ response }) => {
    response.writeHead(200, { ...json, 'content-length': '100' });
    response.write('{"status":"success",', () => response.socket?.destroySoon());
  });

/** Half a JSON text whose only end is the connection's. */
export const halfJson = (text = '{"status":"success","result":{"status":"succ'): Act =>
  act('half-json', ({ response }) => {
    response.useChunkedEncodingByDefault = false;
    response.writeHead(200, { ...json, connection: 'close' }).end(text);
  });

/** A connection reset before any answer. */
export const reset = (): Act => act('reset', ({ request }) => request.socket.resetAndDestroy());

/** A connection reset in the middle of the body. */
export const resetMidBody = (): Act =>
  act('reset-mid-body', ({ request, response, after }) => {
    response.writeHead(200, json).write('{"status":');
    after(20, () => request.socket.resetAndDestroy());
  });

/** Never answers. */
export const silence = (): Act => act('silence', () => {});

/** Headers, then nothing more. */
export const headersOnly = (): Act =>
  act('headers-only', ({ response }) => response.writeHead(200, json).flushHeaders());

/** One byte every `everyMs`, without end. */
export const drip = (everyMs = 300): Act =>
  act('drip', ({ response, every }) => {
    response.writeHead(200, json).write('{');
    every(everyMs, () => response.write(' '));
  });

/** A body without end, as fast as the client takes it. */
export const endlessBody = (): Act =>
  act('endless-body', ({ response }) => {
    const chunk = ' '.repeat(65_536);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.writeHead(200, json).on('drain', more);
    more();
  });

/** Spaces by the megabyte, gzipped although the client asked for no encoding. */
export const gzipBomb = (megabytes = 200): Act =>
  act('gzip-bomb', ({ response }) => {
    const spaces = Buffer.alloc(1_048_576, ' ');
    const gzip = createGzip();
    response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).on('close', () => gzip.destroy());
    Readable.from(Array.from({ length: megabytes }, () => spaces))
      .pipe(gzip)
      .pipe(response);
  });
