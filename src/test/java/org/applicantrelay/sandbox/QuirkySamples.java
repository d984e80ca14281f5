package org.applicantrelay.sandbox;

/** Gives an invented applicant a quirk, and the words in which it can be seen. */
final class QuirkySamples {

    private static final String NAME = "Zoë Noël d’Été";
    private static final String PORTAL = "Café & Söhne";
    private static final String LETTER =
            "\nI ran the café’s R&D – 5 < 6, „Grüße“ from Łódź.\nA line\u00a0more: \"naïve\".";

    private QuirkySamples() {}

    static NewApplicant show(Quirk quirk, NewApplicant person) {
        NewApplicant.Builder shown = person.toBuilder().quirk(quirk);
        String subject = person.messageSubject();
        String text = person.messageText();
        switch (quirk) {
            case RAW_ENTITIES, ENTITIES_TWICE, CONTROL_CHARACTERS ->
                shown.name(NAME)
                        .portalName(PORTAL)
                        .messageSubject(subject + " – Küche & Co")
                        .messageText(text + LETTER);
            // Once decoded, the entities of markup stand as they are: nobody can tell that they are not meant.
            case ENTITIES_MIXED -> shown.messageText(text + LETTER + "\nI know that &lt;b&gt; makes bold.");
            case MESSAGE_IN_CDATA ->
                shown.message(subject, text + LETTER, "<p>R&D, &amp; a <b>café</b> of 5 &lt; 6</p>");
            case NESTED_MESSAGE, NESTED_LETTER -> shown.messageHtml("<p>" + Xml.escape(text) + "</p>");
            case SINGLE_WORD_NAME -> shown.name(NAME);
            default -> {}
        }
        return shown.build();
    }
}
