import { PERSONS, type Person } from '../../data/demo/persons.ts';

/** Escapes text for HTML. */
const text = (value: string): string => value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The sign-in page: one button for each demo person. It needs no script. `hint` is the login to put first. */
export function signInPage(uid: string, hint: string | undefined): string {
  const hinted = PERSONS.filter((person) => person.login === hint);
  const workers = PERSONS.filter((person) => person.grants.every((grant) => grant.role === 'MEMBER'));
  const staff = PERSONS.filter((person) => !workers.includes(person));
  const group = (title: string, persons: readonly Person[]) =>
    persons.length === 0 ? '' : `<h2>${title}</h2><ul>${persons.map(button).join('')}</ul>`;
  return shell(`
    <h1>登录 <span lang="en">Sign in</span></h1>
    <p class="notice">仅供本机演示:人物均为虚构,无需密码。<br>
      <span lang="en">For demonstration on this machine only: every person is invented, and nobody needs a password.</span></p>
    <form method="post" action="/sign-in/${encodeURIComponent(uid)}">
      ${group('所选 · <span lang="en">Asked for</span>', hinted)}
      ${group('职工 · <span lang="en">Workers</span>', workers)}
      ${group('工会工作人员与协作方 · <span lang="en">Union staff and linked parties</span>', staff)}
    </form>`);
}

/** A page that only says something. */
export const messagePage = (zh: string, en: string): string => shell(`<h1>${text(zh)}</h1><p lang="en">${text(en)}</p>`);

const button = ({ login, nameZh, about, grants }: Person): string => `
  <li><button name="login" value="${text(login)}">
    <strong>${text(nameZh)}</strong> <code>${text(login)}</code>
    <span lang="en">${text(about)}</span>
    <small>${text([...new Set(grants.map((grant) => grant.role))].join(' · '))}</small>
  </button></li>`;

const shell = (body: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>登录 · Sign in</title>
<style>${STYLE}</style>
</head>
<body><main>${body}</main></body>
</html>`;

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; } h1 span { font-weight: normal; opacity: .7; }
h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
.notice { border-left: .25rem solid #c60; padding: .25rem .75rem; margin: 0; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); }
button { display: block; width: 100%; height: 100%; text-align: start; font: inherit; padding: .5rem .75rem; cursor: pointer;
  border: 1px solid color-mix(in srgb, currentColor 30%, transparent); border-radius: .375rem; background: transparent; color: inherit; }
button:hover, button:focus-visible { border-color: #c00; outline: 2px solid #c00; outline-offset: 1px; }
button span, button small { display: block; } button small { opacity: .7; } code { opacity: .7; }
`;
