import { Html, html } from './html.ts';

/**
 * A document as a page of its own, to be printed on A4. It loads nothing and runs nothing: its policy forbids scripts, pictures and other
 * addresses, whatever a text in it says.
 */
export const page = (title: string, caseNo: string, body: Html): string =>
  html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${title} ${caseNo}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="no">${caseNo}</p>
${body}
</main>
</body>
</html>
`.text;

/** The official form: title in bold, body in FangSong of size three, two characters indented (GB/T 9704). */
const STYLE = new Html(`
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —"; font-size: 14pt; } }
body { margin: 0; background: #fff; color: #000; font: 16pt/1.75 FangSong, STFangsong, "Noto Serif CJK SC", serif; }
h1 { margin: 0 0 8pt; text-align: center; font: bold 22pt/1.4 SimSun, STSong, "Noto Serif CJK SC", serif; }
h2 { margin: 12pt 0 0; font: 16pt/1.75 SimHei, STHeiti, "Noto Sans CJK SC", sans-serif; break-after: avoid; }
p { margin: 0; text-indent: 2em; text-align: justify; overflow-wrap: anywhere; }
p.no { margin-bottom: 14pt; text-align: center; text-indent: 0; }
p.left { text-indent: 0; }
p.right { text-indent: 0; text-align: right; }
table { width: 100%; margin: 6pt 0; border-collapse: collapse; }
th, td { padding: 3pt 6pt; border: 0.75pt solid #000; font-size: 14pt; font-weight: normal; text-align: left; overflow-wrap: anywhere; }
th, td.sum, td.day { white-space: nowrap; }
td.sum { text-align: right; }
tr { break-inside: avoid; }
section.sign { margin-top: 24pt; break-inside: avoid; }
@media screen { main { max-width: 156mm; margin: 0 auto; padding: 12mm; } }
`);
