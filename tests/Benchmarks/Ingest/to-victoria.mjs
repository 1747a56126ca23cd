// The script of the baseline: payloads of devices on standard input, one a line as 'topic payload', as line protocol into VictoriaMetrics.
// Prints the count of messages that are in, whenever it grows.   node to-victoria.mjs URL
import { createInterface } from 'node:readline';

const url = process.argv[2] + '/write';
const batch = 1000;
let lines = [];
let messages = 0;
let sent = 0;
let sending = Promise.resolve();

const flush = () => {
  const [body, upTo] = [lines.join('\n'), messages];
  lines = [];
  sending = sending.then(async () => {
    const answer = await fetch(url, { method: 'POST', body });
    if (!answer.ok) throw new Error(`VictoriaMetrics says ${answer.status}`);
    sent = upTo;
    console.log(sent);
  });
  return sending;
};

// Small rests leave when nothing has come for a moment, as scripts of this kind do it.
setInterval(() => lines.length && flush(), 200).unref();
for await (const line of createInterface({ input: process.stdin })) {
  const [topic, payload] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
  const message = JSON.parse(payload);
  const values = message.data.map((d) => `${d.code}=${d.value}`).join(',');
  lines.push(`water,mn=${topic.split('/')[1]} ${values} ${Date.parse(message.time)}000000`);
  if (++messages % batch === 0) await flush();
}
