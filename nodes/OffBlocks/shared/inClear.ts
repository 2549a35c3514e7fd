/** Whether a connection, as far as n8n hands it on, was none of TLS; false where it is not known. */
export function isInClear(socket: unknown): boolean {
	if (typeof socket !== 'object' || socket === null) return false;
	return (socket as { encrypted?: boolean }).encrypted !== true;
}
