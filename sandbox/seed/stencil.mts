/** Text with gaps, to be filled again and again. */
export type Stencil<Gap extends string> = (values: Readonly<Record<Gap, string>>) => string;

/**
 * Cuts the places where markers stand out of a text. What is filled in must be of the marker's form and free of what
 * JSON would escape: then an entity whose shape was checked with the markers in it need not be checked, nor written as
 * JSON, once for each row.
 *
 * @param markers what stands for each gap; none within another
 */
export function stencil<Gap extends string>(
	text: string,
	markers: Readonly<Record<Gap, string>>,
): Stencil<Gap> {
	const named = new Map(
		Object.entries<string>(markers).map(([gap, marker]) => [marker, gap as Gap]),
	);
	const pieces = text.split(new RegExp(`(${[...named.keys()].join('|')})`));
	const [first = '', ...rest] = pieces;
	const gaps = rest.filter((_, index) => index % 2 === 0).map((marker) => named.get(marker) as Gap);
	const after = rest.filter((_, index) => index % 2 === 1);
	return (values) => {
		let filled = first;
		for (const [index, gap] of gaps.entries()) filled += values[gap] + after[index];
		return filled;
	};
}
