// An MQTT device made of the npm client: reads lines {"id","topic","payload"} on standard input, publishes each with QoS 1
// and prints {"acked":id} when its PUBACK is there. A publish without one is not repeated here: the journal of the test
// says what was acknowledged.   node publish.mjs HOST PORT USER PASSWORD
import { createInterface } from 'node:readline';
import mqtt from 'mqtt';

const [, , host, port, username, password] = process.argv;
const client = mqtt.connect({
  host, port: Number(port), username, password, clientId: `peer-${username}`, protocolVersion: 4, clean: true, reconnectPeriod: 0,
});
const say = line => process.stdout.write(`${JSON.stringify(line)}\n`);

client.on('connect', () => {
  say({ connected: true });
  const input = createInterface({ input: process.stdin });
  let open = 0;
  let ended = false;
  const endWhenDone = () => ended && open === 0 && client.end(false, () => process.exit(0));
  input.on('line', line => {
    const { id, topic, payload } = JSON.parse(line);
    open++;
    client.publish(topic, payload, { qos: 1 }, error => {
      open--;
      say(error ? { failed: id, reason: error.message } : { acked: id });
      endWhenDone();
    });
  });
  input.on('close', () => { ended = true; endWhenDone(); });
});
client.on('error', error => { say({ refused: error.message }); process.exit(3); });
client.on('close', () => { say({ closed: true }); process.exit(4); });
