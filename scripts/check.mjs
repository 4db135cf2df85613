// npm run check: every check, two at a time, the longest first. Each says what it found when it has ended.
import { spawn } from 'node:child_process';

const checks = ['types', 'lint', 'fresh', 'storeys', 'dead'];
const run = (name) => new Promise((resolve) => {
  const child = spawn('npm', ['run', '--silent', `check:${name}`], { shell: process.platform === 'win32' });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => said.push(bytes));
  child.on('close', (code) => {
    process.stdout.write(`check:${name} ${code === 0 ? 'holds' : 'fails'}\n`);
    if (code !== 0) for (const bytes of said) process.stdout.write(bytes);
    resolve(code === 0);
  });
});

const waiting = [...checks];
const held = [];
const one = async () => {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) held.push(await run(name));
};
await Promise.all([one(), one()]);
process.exit(held.every(Boolean) ? 0 : 1);
