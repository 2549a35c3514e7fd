// A child in the foreground: this process lends it the terminal and ends as it ends.
import { spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs `node args` with this process's terminal and hands signals on; resolves to the exit code. */
export function runOn(node, args, options = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(node, args, { stdio: 'inherit', ...options });
		// On Ctrl-C a terminal tells the child too; we only have to outlive it. A plain kill reaches us alone.
		const handlers = SIGNALS.map((signal) => [
			signal,
			() => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)),
		]);
		for (const [signal, handler] of handlers) process.on(signal, handler);
		child.on('error', reject);
		child.on('close', (code, signal) => {
			for (const [name, handler] of handlers) process.off(name, handler);
			resolve(code ?? (signal ? 1 : 0));
		});
	});
}
