// What a process uses, as Linux tells it in /proc (proc(5)).
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface Usage {
	/** Seconds of a core so far. */
	cpuSeconds: number;
	/** Resident memory without what processes share by design (PostgreSQL's buffers). Bytes. */
	rss: number;
	/** Open sockets. */
	sockets: number;
}

/** Linux counts processor time in hundredths of a second towards users, whatever its own clock. */
const TICKS_PER_SECOND = 100;

/** Of a process and, with `tree`, all below it. Zeros for one that has ended. */
export function usageOf(pid: number, tree = false): Usage {
	const pids = tree ? [pid, ...descendants(pid)] : [pid];
	const all = pids.map(usageOfOne);
	const sum = (of: (usage: Usage) => number) => all.reduce((total, one) => total + of(one), 0);
	return {
		cpuSeconds: sum((one) => one.cpuSeconds),
		rss: sum((one) => one.rss),
		sockets: sum((one) => one.sockets),
	};
}

function usageOfOne(pid: number): Usage {
	try {
		const fields = statFields(pid);
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		const kilobytes = (name: string) =>
			Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
		return {
			cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
			rss: (kilobytes('RssAnon') + kilobytes('RssFile')) * 1024,
			sockets: openSockets(pid),
		};
	} catch {
		return { cpuSeconds: 0, rss: 0, sockets: 0 };
	}
}

/** /proc/PID/stat from the third field on; the second, the command's name, may hold blanks and brackets. */
function statFields(pid: number): string[] {
	const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
	return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function openSockets(pid: number): number {
	const folder = `/proc/${pid}/fd`;
	return readdirSync(folder).filter((fd) => {
		try {
			return readlinkSync(`${folder}/${fd}`).startsWith('socket:');
		} catch {
			return false; // closed meanwhile
		}
	}).length;
}

function descendants(pid: number): number[] {
	try {
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
		const pids = children.split(' ').filter(Boolean).map(Number);
		return pids.flatMap((child) => [child, ...descendants(child)]);
	} catch {
		return [];
	}
}
