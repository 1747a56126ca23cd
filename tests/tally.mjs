// Reads the xUnit reports of ./test and prints what a person and CI need: a line per suite, the failures with their
// messages, 'not run: NAME (reason)' for what could not run, and the closing line 'N passed, N failed'.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const unescape = text => text
  .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'")
  .replaceAll(/&#x([0-9A-Fa-f]+);/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16))).replaceAll('&amp;', '&');

function readReport(file) {
  const xml = readFileSync(file, 'utf8');
  const tests = [];
  for (const [, attributes, body] of xml.matchAll(/<test\s([^>]*?)(?:\/>|>([\s\S]*?)<\/test>)/g)) {
    const attribute = name => unescape(attributes.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? '');
    const inside = tag => unescape(body?.match(new RegExp(`<${tag}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${tag}>`))?.[1] ?? '');
    tests.push({ name: attribute('name'), result: attribute('result'), reason: inside('reason'), message: inside('message') });
  }
  const errors = [...xml.matchAll(/<error\s[\s\S]*?<\/error>/g)].length;
  return { tests, errors };
}

function suite(name, xml, log, exitCode, seconds) {
  const tally = { name, passed: 0, failed: 0, notRun: [] };
  if (!existsSync(xml)) {
    tally.failed = 1;
    console.log(`FAILED ${name}: no report (exit ${exitCode})\n${existsSync(log) ? readFileSync(log, 'utf8').slice(-4000) : ''}`);
  } else {
    const { tests, errors } = readReport(xml);
    const reasons = new Map();
    for (const test of tests) {
      if (test.result === 'Pass') {
        tally.passed++;
      } else if (test.result === 'Skip' || test.result === 'NotRun') {
        reasons.set(test.reason, [...(reasons.get(test.reason) ?? []), test.name]);
      } else {
        tally.failed++;
        console.log(`FAILED ${test.name}\n${test.message}\n`);
      }
    }
    for (const [reason, names] of reasons) {
      for (const test of names) tally.notRun.push(`not run: ${test} (${reason || 'no reason given'})`);
    }
    if (errors > 0 || (exitCode !== 0 && tally.failed === 0)) {
      tally.failed++;
      console.log(`FAILED ${name}: exit ${exitCode}, ${errors} errors outside a test\n${readFileSync(log, 'utf8').slice(-4000)}`);
    }
    if (tests.length === 0) {
      tally.failed++;
      console.log(`FAILED ${name}: no test ran`);
    }
  }
  const rest = tally.notRun.length > 0 ? `, ${tally.notRun.length} not run` : '';
  console.log(`${name.padEnd(40)} ${String(seconds).padStart(5)}s   passed: ${tally.passed}, failed: ${tally.failed}${rest}`);
  writeFileSync(`${xml}.tally.json`, JSON.stringify(tally));
}

function total(folder) {
  const tallies = readdirSync(folder).filter(f => f.endsWith('.tally.json')).sort()
    .map(f => JSON.parse(readFileSync(join(folder, f), 'utf8')));
  const notRun = tallies.flatMap(t => t.notRun);
  notRun.forEach(line => console.log(line));
  const passed = tallies.reduce((sum, t) => sum + t.passed, 0);
  const failed = tallies.reduce((sum, t) => sum + t.failed, 0) + (process.env.CI === 'true' ? notRun.length : 0);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

const [, , verb, ...rest] = process.argv;
if (verb === 'suite') suite(rest[0], rest[1], rest[2], Number(rest[3]), Number(rest[4]));
else total(rest[0]);
