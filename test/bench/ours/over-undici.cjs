// Loaded before the gateway's own main.js: subgraphs are asked with undici, by the cheapest of its doors. Everything
// else is as in production. It tells what the gateway's own client (gateway/src/subgraph-http.ts) is worth.
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { Pool } = createRequire(join(__dirname, '../peers/package.json'))('undici');

const file = require.resolve('../../../gateway/dist/subgraph-http.js');
const CONNECTIONS = 64;

/** Gathers one answer, and stops with the call that it is for. */
class Gathering {
  #pieces = [];
  #controller;
  #stopped;

  constructor({ call }, meter, resolve, reject) {
    this.begun = performance.now();
    Object.assign(this, { meter, resolve, reject });
    call?.onStop?.((reason) => {
      this.#stopped = reason;
      this.#controller?.abort(reason);
    });
  }

  onRequestStart(controller) {
    this.#controller = controller;
    if (this.#stopped !== undefined) controller.abort(this.#stopped);
  }

  onResponseStart(_, _status, headers) {
    this.isJson = /^application\/json\b/.test(headers['content-type']);
  }

  onResponseData(_, piece) {
    this.#pieces.push(piece);
  }

  onResponseEnd() {
    this.meter.answered(this.begun);
    const pieces = this.#pieces;
    if (!this.isJson) this.reject(new Error('It answered without JSON.'));
    else this.resolve(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
  }

  onResponseError(_, error) {
    this.meter.failed(this.begun);
    this.reject(error);
  }
}

function subgraphHttp(url, meter) {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS, pipelining: 1 });
  const always = ['content-type', 'application/json', 'accept', 'application/json'];
  return {
    post: (post) =>
      new Promise((resolve, reject) => {
        const [name, value] = post.headers.slice(0, -2).split(': ');
        const headers = name ? [...always, name, value] : always;
        const { body } = post;
        pool.dispatch({ path, method: 'POST', headers, body }, new Gathering(post, meter, resolve, reject));
      }),
    close: () => void pool.close(),
  };
}

require.cache[file] = { id: file, filename: file, loaded: true, exports: { subgraphHttp } };
