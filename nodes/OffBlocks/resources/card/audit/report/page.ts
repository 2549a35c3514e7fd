import { html, type Html } from './Html';
import { SHEET, STYLE } from './style';

/** The page round the sections of a report, each a row. */
export function page(rows: Html[]): Html {
	return html`<!DOCTYPE html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<meta name="supported-color-schemes" content="light dark" />
				<title>Card audit</title>
				${SHEET}
			</head>
			<body style="${STYLE.body}">
				<table
					role="presentation"
					class="back"
					cellpadding="0"
					cellspacing="0"
					border="0"
					width="100%"
					bgcolor="#eef1f5"
				>
					<tr>
						<td align="center" style="padding:16px 8px">
							<table
								role="presentation"
								class="page"
								cellpadding="0"
								cellspacing="0"
								border="0"
								width="720"
								bgcolor="#ffffff"
								style="${STYLE.page}"
							>
								${rows}
							</table>
						</td>
					</tr>
				</table>
			</body>
		</html> `;
}
