import { Code, Paper, Tabs } from "@mantine/core";
import type { DigestPreview } from "@muster/shared/digest.ts";

/** A mail in each of its forms. */
export function MailView({ mail, title }: { mail: DigestPreview; title: string }) {
  return (
    <Tabs defaultValue="html" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="html">As mailed</Tabs.Tab>
        <Tabs.Tab value="text">As text</Tabs.Tab>
        {mail.csv !== null && <Tabs.Tab value="csv">{mail.csv.name}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="html" pt="md">
        <Paper p={0} style={{ overflow: "hidden" }}>
          {/* An empty sandbox: no script, no form, no way out of the frame. */}
          <iframe className="mail" title={`${title}, as mailed`} sandbox="" srcDoc={mail.html} />
        </Paper>
      </Tabs.Panel>
      <Tabs.Panel value="text" pt="md">
        <Paper>
          <Code block className="document document-wrapped">
            {mail.text}
          </Code>
        </Paper>
      </Tabs.Panel>
      {mail.csv !== null && (
        <Tabs.Panel value="csv" pt="md">
          <Paper>
            <Code block className="document" tabIndex={0} aria-label={mail.csv.name}>
              {mail.csv.text}
            </Code>
          </Paper>
        </Tabs.Panel>
      )}
    </Tabs>
  );
}
