// Reads the messages named on the command line with Node's mailparser and prints what it saw as JSON.
const { readFileSync } = require("fs");
const { simpleParser } = require("mailparser");

const plain = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };

async function read(file) {
  const mail = await simpleParser(readFileSync(file), plain);
  const [to] = mail.to.value;
  return {
    names: mail.headerLines.map((header) => header.key),
    to: [to.name, to.address],
    many: mail.to.value.length,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    files: mail.attachments.map((part) => [part.contentType, part.content.toString("hex")]),
  };
}

Promise.all(process.argv.slice(2).map(read)).then((seen) => process.stdout.write(JSON.stringify(seen)));
