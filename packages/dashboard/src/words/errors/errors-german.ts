import type { ErrorWords } from "./errors.ts";

export const GERMAN: ErrorWords = {
  not_ready: {
    message: "Der Server kann gerade keine Arbeit annehmen.",
    remedy:
      "Versuchen Sie es in einigen Sekunden erneut. Bleibt es dabei, sehen Sie in das Protokoll des Servers und prüfen Sie den Platz auf seinem Datenträger.",
  },
  payload_invalid: {
    message: "Die Antwort hat nicht die erwartete Form.",
    remedy: "Laden Sie die Seite neu; bleibt es dabei, melden Sie den Fehler mit den Angaben hier.",
  },
  payload_too_large: {
    message: "Die Anfrage ist größer, als der Server annimmt.",
    remedy: "Senden Sie weniger auf einmal.",
  },
  busy: {
    message: "Der Server hat so viele Meldungen in der Warteschlange, wie er annimmt.",
    remedy: "Versuchen Sie es in einigen Sekunden erneut.",
  },
  machine_unknown: {
    message: "Der Server kennt diesen Rechner nicht.",
    remedy: "Melden Sie ihn mit einem neuen Anmeldelink wieder an.",
  },
  sign_in_required: {
    message: "Sie sind nicht angemeldet.",
    remedy: "Melden Sie sich an, oder erzeugen Sie auf dem Server einen Link: npm run server -- sign-in-link",
  },
  sign_in_link_invalid: {
    message: "Dieser Anmeldelink ist verbraucht, abgelaufen oder wurde nie ausgegeben.",
    remedy: "Erzeugen Sie auf dem Server einen neuen: npm run server -- sign-in-link",
  },
  role_refused: {
    message: "Ihre Rolle erlaubt das nicht.",
    remedy: "Bitten Sie einen Inhaber, es zu tun oder Ihnen eine andere Rolle zu geben.",
  },
  operator_exists: {
    message: "Es gibt schon einen Bediener dieses Namens.",
    remedy:
      "Wählen Sie einen anderen Namen; ein Name meint immer dieselbe Person, auch wenn sie sich nicht mehr anmelden darf.",
  },
  operator_unknown: {
    message: "Es gibt keinen Bediener dieses Namens.",
    remedy: "Laden Sie die Seite neu.",
  },
  operator_self: {
    message: "Niemand ändert seinen eigenen Zugang.",
    remedy: "Bitten Sie einen anderen Inhaber, ihn zu ändern.",
  },
  owner_needed: {
    message: "Ohne diesen Inhaber könnte niemand entscheiden, wer was darf.",
    remedy: "Machen Sie zuerst eine andere Person zum Inhaber.",
  },
  operator_disabled: {
    message: "Dieser Bediener darf sich nicht anmelden.",
    remedy: "Ein Inhaber kann ihn auf der Seite „Bediener“ wieder zulassen.",
  },
  invitation_used: {
    message: "Dieser Bediener war schon angemeldet; mit einem Link von hier könnten Sie in seinem Namen handeln.",
    remedy: "Erzeugen Sie den Link an der Konsole des Servers: npm run server -- sign-in-link --operator NAME",
  },
  origin_refused: {
    message: "Die Anfrage kommt von einer anderen Website.",
    remedy: "Öffnen Sie die Oberfläche unter der Adresse, die der Server ausgegeben hat.",
  },
  input_invalid: {
    message: "Die Anfrage hat nicht die Form, die diese Adresse verlangt.",
    remedy: "Die Form steht in /api/openapi.json.",
  },
  not_found: {
    message: "Unter dieser Adresse gibt es nichts.",
    remedy: "Vielleicht wurde es entfernt; gehen Sie zurück zur Liste.",
  },
  policy_overtaken: {
    message: "Inzwischen ist eine andere Fassung der Richtlinie in Kraft getreten.",
    remedy: "Sehen Sie sich die neuere Fassung an, machen Sie Ihre Änderung darin und speichern Sie erneut.",
  },
  what_if_unfit: {
    message:
      "Die genannte Probe gehört zu einem anderen Dokument, ist noch nicht fertig oder wird nicht mehr aufbewahrt.",
    remedy: "Proben Sie das Dokument noch einmal oder speichern Sie es ohne Probe.",
  },
  waiver_refused: {
    message: "Die Ausnahme verstößt gegen die Richtlinie.",
    remedy:
      "Ändern Sie, was genannt ist, und beantragen Sie sie erneut; die Grenzen stehen in der Richtlinie unter „waivers“.",
  },
  second_person_needed: {
    message: "Genehmigen muss jemand anders als der Antragsteller.",
    remedy: "Bitten Sie eine Kollegin oder einen Kollegen, sich anzumelden und zu genehmigen.",
  },
  already_decided: {
    message: "Darüber ist schon entschieden.",
    remedy: "Laden Sie es neu, um zu sehen, wie.",
  },
  no_mail_server: {
    message: "Dieser Server hat keinen Mailserver, über den er senden könnte.",
    remedy:
      "Setzen Sie mail.server (MUSTER_MAIL_SERVER), prüfen Sie es mit: npm run server -- check-mail, und starten Sie den Server neu.",
  },
  mail_not_sent: {
    message: "Der Mailserver hat die Mail nicht angenommen.",
    remedy: "Beheben Sie, was er nennt; npm run server -- check-mail prüft allein die Verbindung.",
  },
  address_refused: {
    message: "An diese Adresse wird keine Nachricht gesendet.",
    remedy:
      "Nehmen Sie eine https://-Adresse außerhalb dieses Rechners und außerhalb von Link-Local- und Multicast-Netzen; alerts.allowLoopback: true lässt diesen Rechner zu.",
  },
  alert_not_sent: {
    message: "Der Kanal hat die Nachricht nicht angenommen.",
    remedy: "Berichtigen Sie den Kanal nach dem, was er nennt, und testen Sie ihn erneut.",
  },
  too_many_lists: {
    message: "Es gibt so viele Listen, wie dieser Server führt.",
    remedy: "Entfernen Sie eine, die niemand braucht.",
  },
  wall_link_invalid: {
    message: "Der Link dieses Bildschirms ist abgelaufen, wurde zurückgenommen oder nie ausgegeben.",
    remedy: "Bitten Sie einen Administrator um einen neuen: Einstellungen, Wandbildschirme. Öffnen Sie ihn dann hier.",
  },
  too_many_walls: {
    message: "Es gelten so viele Links für Wandbildschirme, wie dieser Server führt.",
    remedy: "Nehmen Sie einen zurück, den kein Bildschirm braucht.",
  },
  no_parser: {
    message: "Das Programm des Agenten liegt nicht bei diesem Server; hier lässt sich nichts lesen.",
    remedy: "Lesen Sie es mit dem Agenten selbst: npm run agent -- parse --help",
  },
  parser_busy: {
    message: "Gerade lassen andere Ausgaben lesen.",
    remedy: "Versuchen Sie es in einigen Sekunden erneut.",
  },
  capture_unreadable: {
    message: "Das Programm des Agenten ist mit diesem Text nicht fertig geworden.",
    remedy: "Fügen Sie weniger ein; sendet ein Rechner das wirklich so, melden Sie den Fehler mit dem Text.",
  },
  too_many_requests: {
    message: "Zu viele Anfragen von dieser Adresse.",
    remedy: "Warten Sie eine Minute und versuchen Sie es erneut.",
  },
  audit_unwritten: {
    message:
      "Das Audit-Protokoll konnte nicht geschrieben werden, deshalb wird die Antwort zurückgehalten; die Änderung kann trotzdem erfolgt sein.",
    remedy:
      "Prüfen Sie, ob der Datenträger des Servers voll oder schreibgeschützt ist, und laden Sie die Seite dann neu.",
  },
  internal: {
    message: "Im Server ist etwas schiefgegangen.",
    remedy: "Versuchen Sie es erneut; Einzelheiten stehen im Protokoll des Servers.",
  },
  incident_closed: {
    message: "Dieser Vorfall ist abgeschlossen.",
    remedy: "Öffnen Sie ihn zuerst wieder, mit einer Begründung.",
  },
  incident_open: {
    message: "Dieser Vorfall, oder ein anderer aus demselben Grund, ist offen.",
    remedy: "Arbeiten Sie an dem, der offen ist.",
  },
  review_signed: {
    message: "Inzwischen hat jemand eine Prüfung dieser Zeit unterzeichnet.",
    remedy: "Sehen Sie noch einmal nach: Was noch zu prüfen ist, wird neu gezeigt.",
  },
  evidence_too_large: {
    message: "So viele Rechner haben zu viel Geschichte für ein einziges Nachweispaket.",
    remedy: "Wählen Sie weniger Rechner auf einmal.",
  },
  policy_invalid: {
    message: "Das Dokument der Richtlinie hat Fehler.",
    remedy: "Berichtigen Sie jeden, der genannt ist; die geltende Richtlinie bleibt, wie sie war.",
  },
  server_unreachable: {
    message: "Der Server hat nicht geantwortet.",
    remedy: "Prüfen Sie, ob er läuft und ob die Adresse stimmt.",
  },
  sign_in_refused: {
    message: "Name, Kennwort oder Code ist falsch.",
    remedy:
      "Versuchen Sie es erneut. Helfen kann, wer auf dem Server Befehle ausführen darf: npm run server -- reset-password --help",
  },
  sign_in_locked: {
    message: "Zu viele Versuche sind fehlgeschlagen.",
    remedy:
      "Warten Sie so lange wie angegeben, oder entsperren Sie auf dem Server: npm run server -- unlock --operator NAME",
  },
  sign_in_busy: {
    message: "Mehr Personen melden sich an, als der Server auf einmal annimmt.",
    remedy: "Warten Sie einige Sekunden und versuchen Sie es erneut.",
  },
  sign_in_over: {
    message: "Diese Anmeldung hat zu lange gedauert oder wurde anderswo beendet.",
    remedy: "Beginnen Sie neu mit Name und Kennwort oder mit einem neuen Link.",
  },
  second_factor_missing: {
    message: "Ihre Rolle braucht einen zweiten Faktor, und Sie haben keinen.",
    remedy: "Er wird über einen Einmal-Link vom Server eingerichtet: npm run server -- sign-in-link --operator NAME",
  },
  second_factor_unreadable: {
    message: "Ihr zweiter Faktor lässt sich nicht lesen.",
    remedy:
      "Stellen Sie server/secrets.key im Datenordner wieder her, oder führen Sie aus: npm run server -- remove-mfa --operator NAME",
  },
  second_factor_needed: {
    message: "Ihre Rolle darf nicht ohne zweiten Faktor sein.",
    remedy: "Übernehmen Sie das Geheimnis in eine Authenticator-App und geben Sie den Code ein, den sie zeigt.",
  },
  code_wrong: {
    message: "Der Code passt nicht.",
    remedy: "Prüfen Sie, ob die Uhr des Telefons stimmt, und geben Sie den Code ein, den die App jetzt zeigt.",
  },
  password_wrong: {
    message: "Das ist nicht Ihr jetziges Kennwort.",
    remedy: "Versuchen Sie es erneut.",
  },
  password_weak: {
    message: "Dieses Kennwort wäre bald erraten.",
    remedy: "Nehmen Sie ein längeres: Vier Wörter, die nicht zusammengehören, sind stark und leicht zu merken.",
  },
  confirmation_needed: {
    message: "Dafür müssen Sie noch einmal zeigen, dass Sie es sind.",
    remedy: "Geben Sie Ihr Kennwort oder einen Code ein und wiederholen Sie den Schritt.",
  },
};
