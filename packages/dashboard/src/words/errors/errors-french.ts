import type { ErrorWords } from "./errors.ts";

export const FRENCH: ErrorWords = {
  not_ready: {
    message: "Le serveur ne peut rien traiter pour le moment.",
    remedy:
      "Réessayez dans quelques secondes. Si cela dure, consultez le journal du serveur et vérifiez l’espace sur son disque.",
  },
  payload_invalid: {
    message: "La réponse n’a pas la forme attendue.",
    remedy: "Rechargez la page ; si cela persiste, signalez l’erreur avec les détails donnés ici.",
  },
  payload_too_large: {
    message: "La demande est plus grande que ce que le serveur accepte.",
    remedy: "Envoyez-en moins à la fois.",
  },
  busy: {
    message: "Le serveur a autant de rapports en attente qu’il en accepte.",
    remedy: "Réessayez dans quelques secondes.",
  },
  machine_unknown: {
    message: "Le serveur ne connaît pas ce poste.",
    remedy: "Inscrivez-le à nouveau avec un nouveau lien d’inscription.",
  },
  sign_in_required: {
    message: "Vous n’êtes pas connecté.",
    remedy: "Connectez-vous, ou créez un lien sur le serveur : npm run server -- sign-in-link",
  },
  sign_in_link_invalid: {
    message: "Ce lien de connexion a déjà servi, a expiré ou n’a jamais été délivré.",
    remedy: "Créez-en un nouveau sur le serveur : npm run server -- sign-in-link",
  },
  role_refused: {
    message: "Votre rôle ne le permet pas.",
    remedy: "Demandez à un propriétaire de le faire, ou de vous donner un autre rôle.",
  },
  operator_exists: {
    message: "Il existe déjà un opérateur de ce nom.",
    remedy:
      "Choisissez un autre nom ; un nom désigne toujours la même personne, même si elle ne peut plus se connecter.",
  },
  operator_unknown: {
    message: "Il n’existe aucun opérateur de ce nom.",
    remedy: "Rechargez la page.",
  },
  operator_self: {
    message: "Personne ne modifie ses propres droits.",
    remedy: "Demandez à un autre propriétaire de les modifier.",
  },
  owner_needed: {
    message: "Sans ce propriétaire, personne ne pourrait décider qui a le droit de faire quoi.",
    remedy: "Donnez d’abord le rôle de propriétaire à quelqu’un d’autre.",
  },
  operator_disabled: {
    message: "Cet opérateur n’a pas le droit de se connecter.",
    remedy: "Un propriétaire peut l’autoriser de nouveau sur la page « Opérateurs ».",
  },
  invitation_used: {
    message: "Cet opérateur s’est déjà connecté : un lien créé ici vous permettrait d’agir en son nom.",
    remedy: "Créez le lien sur la console du serveur : npm run server -- sign-in-link --operator NOM",
  },
  origin_refused: {
    message: "La demande vient d’un autre site.",
    remedy: "Ouvrez le tableau de bord à l’adresse affichée par le serveur.",
  },
  input_invalid: {
    message: "La demande n’a pas la forme exigée à cette adresse.",
    remedy: "La forme est décrite dans /api/openapi.json.",
  },
  not_found: {
    message: "Il n’y a rien à cette adresse.",
    remedy: "L’élément a peut-être été supprimé ; revenez à la liste.",
  },
  policy_overtaken: {
    message: "Une autre version de la politique est entrée en vigueur entre-temps.",
    remedy: "Consultez la version la plus récente, reportez-y votre changement et enregistrez de nouveau.",
  },
  what_if_unfit: {
    message: "La simulation indiquée concerne un autre document, n’est pas terminée ou n’est plus conservée.",
    remedy: "Simulez de nouveau le document, ou enregistrez-le sans simulation.",
  },
  waiver_refused: {
    message: "La dérogation est contraire à la politique.",
    remedy:
      "Changez ce qui est indiqué et refaites la demande ; les limites figurent sous « waivers » dans la politique.",
  },
  second_person_needed: {
    message: "Une autre personne que le demandeur doit approuver.",
    remedy: "Demandez à un collègue de se connecter et d’approuver.",
  },
  already_decided: {
    message: "La décision est déjà prise.",
    remedy: "Rechargez pour la voir.",
  },
  no_mail_server: {
    message: "Ce serveur n’a pas de serveur de messagerie pour envoyer.",
    remedy:
      "Définissez mail.server (MUSTER_MAIL_SERVER), vérifiez avec : npm run server -- check-mail, puis redémarrez le serveur.",
  },
  mail_not_sent: {
    message: "Le serveur de messagerie n’a pas accepté le message.",
    remedy: "Corrigez ce qu’il indique ; npm run server -- check-mail vérifie la connexion seule.",
  },
  address_refused: {
    message: "Aucun message n’est envoyé à cette adresse.",
    remedy:
      "Utilisez une adresse https:// hors de ce poste et hors des réseaux link-local et multicast ; alerts.allowLoopback: true autorise ce poste.",
  },
  alert_not_sent: {
    message: "Le canal n’a pas accepté le message.",
    remedy: "Corrigez le canal selon ce qui est indiqué, puis testez-le de nouveau.",
  },
  too_many_lists: {
    message: "Il y a autant de listes que ce serveur en conserve.",
    remedy: "Supprimez-en une dont personne n’a besoin.",
  },
  wall_link_invalid: {
    message: "Le lien de cet écran a expiré, a été repris ou n’a jamais été délivré.",
    remedy: "Demandez-en un nouveau à un administrateur : Paramètres, Écrans muraux. Puis ouvrez-le sur cet écran.",
  },
  too_many_walls: {
    message: "Il y a autant de liens d’écrans muraux valables que ce serveur en conserve.",
    remedy: "Reprenez-en un qu’aucun écran n’utilise.",
  },
  no_parser: {
    message: "Le programme de l’agent n’est pas à côté de ce serveur : rien ne peut être lu ici.",
    remedy: "Lisez avec l’agent lui-même : npm run agent -- parse --help",
  },
  parser_busy: {
    message: "D’autres font lire des sorties en ce moment.",
    remedy: "Réessayez dans quelques secondes.",
  },
  capture_unreadable: {
    message: "Le programme de l’agent n’est pas venu à bout de ce texte.",
    remedy: "Collez-en moins ; si un poste envoie vraiment cela, signalez l’erreur avec le texte.",
  },
  too_many_requests: {
    message: "Trop de demandes depuis cette adresse.",
    remedy: "Attendez une minute et réessayez.",
  },
  audit_unwritten: {
    message:
      "Le journal d’audit n’a pas pu être écrit, la réponse est donc retenue ; le changement a peut-être été fait.",
    remedy: "Vérifiez si le disque du serveur est plein ou en lecture seule, puis rechargez la page.",
  },
  internal: {
    message: "Une erreur s’est produite dans le serveur.",
    remedy: "Réessayez ; les détails sont dans le journal du serveur.",
  },
  incident_closed: {
    message: "Cet incident est clos.",
    remedy: "Rouvrez-le d’abord, en disant pourquoi.",
  },
  incident_open: {
    message: "Cet incident, ou un autre pour la même cause, est ouvert.",
    remedy: "Travaillez sur celui qui est ouvert.",
  },
  review_signed: {
    message: "Quelqu’un a signé entre-temps une revue de cette période.",
    remedy: "Regardez à nouveau : ce qui reste à revoir est affiché de nouveau.",
  },
  evidence_too_large: {
    message: "Autant de postes ont trop d’historique pour un seul dossier de preuves.",
    remedy: "Demandez moins de postes à la fois.",
  },
  policy_invalid: {
    message: "Le document de la politique contient des erreurs.",
    remedy: "Corrigez chacune de celles indiquées ; la politique en vigueur reste inchangée.",
  },
  server_unreachable: {
    message: "Le serveur n’a pas répondu.",
    remedy: "Vérifiez qu’il fonctionne et que l’adresse est bonne.",
  },
  sign_in_refused: {
    message: "Le nom, le mot de passe ou le code est faux.",
    remedy:
      "Réessayez. Toute personne pouvant exécuter des commandes sur le serveur peut aider : npm run server -- reset-password --help",
  },
  sign_in_locked: {
    message: "Trop de tentatives ont échoué.",
    remedy: "Attendez le temps indiqué, ou déverrouillez sur le serveur : npm run server -- unlock --operator NOM",
  },
  sign_in_busy: {
    message: "Plus de personnes se connectent que le serveur n’en accepte à la fois.",
    remedy: "Attendez quelques secondes et réessayez.",
  },
  sign_in_over: {
    message: "Cette connexion a pris trop de temps ou a été terminée ailleurs.",
    remedy: "Recommencez avec votre nom et votre mot de passe, ou avec un nouveau lien.",
  },
  second_factor_missing: {
    message: "Votre rôle exige un second facteur, et vous n’en avez pas.",
    remedy:
      "Il se configure par un lien à usage unique créé sur le serveur : npm run server -- sign-in-link --operator NOM",
  },
  second_factor_unreadable: {
    message: "Votre second facteur ne peut pas être lu.",
    remedy:
      "Restaurez server/secrets.key dans le dossier de données, ou lancez : npm run server -- remove-mfa --operator NOM",
  },
  second_factor_needed: {
    message: "Votre rôle ne peut pas se passer de second facteur.",
    remedy: "Ajoutez le secret à une application d’authentification et saisissez le code qu’elle affiche.",
  },
  code_wrong: {
    message: "Le code ne correspond pas.",
    remedy: "Vérifiez que l’horloge du téléphone est juste, et saisissez le code que l’application affiche maintenant.",
  },
  password_wrong: {
    message: "Ce n’est pas votre mot de passe actuel.",
    remedy: "Réessayez.",
  },
  password_weak: {
    message: "Ce mot de passe serait vite deviné.",
    remedy: "Choisissez-en un plus long : quatre mots sans rapport entre eux sont solides et faciles à retenir.",
  },
  confirmation_needed: {
    message: "Il faut prouver de nouveau que c’est bien vous.",
    remedy: "Saisissez votre mot de passe ou un code, puis recommencez.",
  },
};
