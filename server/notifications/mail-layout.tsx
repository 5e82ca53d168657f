import {
  Body,
  Button,
  Container,
  Head,
  Hr,
  Html,
  Link,
  Preview,
  render,
  Section,
  Text,
} from "react-email";

export type MailLayout = {
  /** What a list of mails shows beside the subject. */
  preview: string;
  /** One after the other; a list stands between the first and the second. */
  paragraphs: readonly string[];
  list?: readonly string[];
  /** What to do, or that there is nothing; left out where no such sentence belongs. */
  todo?: { lead?: string; words: string };
  link: { label: string; url: string };
  foot?: { words: string; leave: { label: string; url: string } };
};

const body = {
  margin: 0,
  padding: "24px 12px",
  font: "16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif",
};
const text = { margin: "0 0 16px", fontSize: "16px", lineHeight: "24px" };
const button = {
  padding: "10px 16px",
  borderRadius: "6px",
  backgroundColor: "#0b5763",
  color: "#ffffff",
  fontWeight: 600,
  textDecoration: "none",
};
const small = { margin: 0, fontSize: "13px", lineHeight: "20px", opacity: 0.75 };

const lines = (list: readonly string[]) => (
  <ul style={{ margin: "0 0 16px", paddingLeft: "24px" }}>
    {list.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

/** The one layout of all mails as HTML; the words come ready, and are shown as text whatever they hold. */
export const layOutMail = ({ preview, paragraphs, list, todo, link, foot }: MailLayout) => {
  const [first, ...others] = paragraphs;
  return render(
    <Html lang="en" dir="ltr">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
      </Head>
      <Body style={body}>
        <Preview>{preview}</Preview>
        <Container style={{ maxWidth: "560px", margin: "0 auto" }}>
          <Text style={{ ...text, fontSize: "13px", fontWeight: 600 }}>
            Self-Managed Integrations
          </Text>
          <Text style={text}>{first}</Text>
          {list && list.length > 0 ? lines(list) : null}
          {others.map((one) => (
            <Text key={one} style={text}>
              {one}
            </Text>
          ))}
          {todo ? (
            <Text style={text}>
              {todo.lead ? <strong>{todo.lead} </strong> : null}
              {todo.words}
            </Text>
          ) : null}
          <Section style={{ margin: "0 0 24px" }}>
            <Button href={link.url} style={button}>
              {link.label}
            </Button>
          </Section>
          {foot ? (
            <>
              <Hr style={{ margin: "0 0 16px", borderTop: "1px solid rgba(128, 128, 128, 0.4)" }} />
              <Text style={small}>
                {foot.words}{" "}
                <Link
                  href={foot.leave.url}
                  style={{ color: "inherit", textDecoration: "underline" }}
                >
                  {foot.leave.label}
                </Link>
              </Text>
            </>
          ) : null}
        </Container>
      </Body>
    </Html>,
  );
};
