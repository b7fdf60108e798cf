import type { ServerResponse } from 'node:http';
import type { AnswerType } from './answer-type';

/** @param body  made into JSON here */
export function sendJson(response: ServerResponse, status: number, body: object, type?: AnswerType): void {
  sendText(response, status, Buffer.from(JSON.stringify(body)), type);
}

/** @param body  the JSON text itself */
export function sendText(
  response: ServerResponse,
  status: number,
  body: Buffer,
  type: AnswerType = 'application/json',
): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': body.length,
  });
  response.end(body);
}
