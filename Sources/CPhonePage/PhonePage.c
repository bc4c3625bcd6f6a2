#include "PhonePage.h"

// C23 #embed: the phone's page travels with the program, and needs nothing of anybody else.
// A new file takes one array here and one line in the list below.

static const unsigned char index_html[] = {
#embed "Page/index.html"
};

static const unsigned char icon_svg[] = {
#embed "Page/icon.svg"
};

static const unsigned char scripts_answers_js[] = {
#embed "Page/scripts/answers.js"
};

static const unsigned char scripts_api_js[] = {
#embed "Page/scripts/api.js"
};

static const unsigned char scripts_conversation_rows_js[] = {
#embed "Page/scripts/conversation-rows.js"
};

static const unsigned char scripts_conversation_js[] = {
#embed "Page/scripts/conversation.js"
};

static const unsigned char scripts_copies_js[] = {
#embed "Page/scripts/copies.js"
};

static const unsigned char scripts_dom_js[] = {
#embed "Page/scripts/dom.js"
};

static const unsigned char scripts_icons_js[] = {
#embed "Page/scripts/icons.js"
};

static const unsigned char scripts_main_js[] = {
#embed "Page/scripts/main.js"
};

static const unsigned char scripts_message_js[] = {
#embed "Page/scripts/message.js"
};

static const unsigned char scripts_notices_js[] = {
#embed "Page/scripts/notices.js"
};

static const unsigned char scripts_phone_factory_js[] = {
#embed "Page/scripts/phone-factory.js"
};

static const unsigned char scripts_phone_home_js[] = {
#embed "Page/scripts/phone-home.js"
};

static const unsigned char scripts_phone_lock_js[] = {
#embed "Page/scripts/phone-lock.js"
};

static const unsigned char scripts_phone_new_pin_js[] = {
#embed "Page/scripts/phone-new-pin.js"
};

static const unsigned char scripts_phone_pin_pad_js[] = {
#embed "Page/scripts/phone-pin-pad.js"
};

static const unsigned char scripts_phone_settings_js[] = {
#embed "Page/scripts/phone-settings.js"
};

static const unsigned char scripts_phone_js[] = {
#embed "Page/scripts/phone.js"
};

static const unsigned char scripts_pin_words_js[] = {
#embed "Page/scripts/pin-words.js"
};

static const unsigned char scripts_raw_text_js[] = {
#embed "Page/scripts/raw-text.js"
};

static const unsigned char scripts_state_js[] = {
#embed "Page/scripts/state.js"
};

static const unsigned char scripts_stream_js[] = {
#embed "Page/scripts/stream.js"
};

static const unsigned char scripts_tabs_js[] = {
#embed "Page/scripts/tabs.js"
};

static const unsigned char scripts_texts_js[] = {
#embed "Page/scripts/texts.js"
};

static const unsigned char scripts_tree_node_js[] = {
#embed "Page/scripts/tree-node.js"
};

static const unsigned char scripts_tree_js[] = {
#embed "Page/scripts/tree.js"
};

static const unsigned char scripts_virtual_list_js[] = {
#embed "Page/scripts/virtual-list.js"
};

static const unsigned char styles_base_css[] = {
#embed "Page/styles/base.css"
};

static const unsigned char styles_lists_css[] = {
#embed "Page/styles/lists.css"
};

static const unsigned char styles_message_css[] = {
#embed "Page/styles/message.css"
};

static const unsigned char styles_phone_css[] = {
#embed "Page/styles/phone.css"
};

static const unsigned char texts_en_json[] = {
#embed "Page/texts/en.json"
};

static const unsigned char texts_it_json[] = {
#embed "Page/texts/it.json"
};

static const struct understudy_page_file files[] = {
    {"index.html", index_html, sizeof index_html},
    {"icon.svg", icon_svg, sizeof icon_svg},
    {"scripts/answers.js", scripts_answers_js, sizeof scripts_answers_js},
    {"scripts/api.js", scripts_api_js, sizeof scripts_api_js},
    {"scripts/conversation-rows.js", scripts_conversation_rows_js, sizeof scripts_conversation_rows_js},
    {"scripts/conversation.js", scripts_conversation_js, sizeof scripts_conversation_js},
    {"scripts/copies.js", scripts_copies_js, sizeof scripts_copies_js},
    {"scripts/dom.js", scripts_dom_js, sizeof scripts_dom_js},
    {"scripts/icons.js", scripts_icons_js, sizeof scripts_icons_js},
    {"scripts/main.js", scripts_main_js, sizeof scripts_main_js},
    {"scripts/message.js", scripts_message_js, sizeof scripts_message_js},
    {"scripts/notices.js", scripts_notices_js, sizeof scripts_notices_js},
    {"scripts/phone-factory.js", scripts_phone_factory_js, sizeof scripts_phone_factory_js},
    {"scripts/phone-home.js", scripts_phone_home_js, sizeof scripts_phone_home_js},
    {"scripts/phone-lock.js", scripts_phone_lock_js, sizeof scripts_phone_lock_js},
    {"scripts/phone-new-pin.js", scripts_phone_new_pin_js, sizeof scripts_phone_new_pin_js},
    {"scripts/phone-pin-pad.js", scripts_phone_pin_pad_js, sizeof scripts_phone_pin_pad_js},
    {"scripts/phone-settings.js", scripts_phone_settings_js, sizeof scripts_phone_settings_js},
    {"scripts/phone.js", scripts_phone_js, sizeof scripts_phone_js},
    {"scripts/pin-words.js", scripts_pin_words_js, sizeof scripts_pin_words_js},
    {"scripts/raw-text.js", scripts_raw_text_js, sizeof scripts_raw_text_js},
    {"scripts/state.js", scripts_state_js, sizeof scripts_state_js},
    {"scripts/stream.js", scripts_stream_js, sizeof scripts_stream_js},
    {"scripts/tabs.js", scripts_tabs_js, sizeof scripts_tabs_js},
    {"scripts/texts.js", scripts_texts_js, sizeof scripts_texts_js},
    {"scripts/tree-node.js", scripts_tree_node_js, sizeof scripts_tree_node_js},
    {"scripts/tree.js", scripts_tree_js, sizeof scripts_tree_js},
    {"scripts/virtual-list.js", scripts_virtual_list_js, sizeof scripts_virtual_list_js},
    {"styles/base.css", styles_base_css, sizeof styles_base_css},
    {"styles/lists.css", styles_lists_css, sizeof styles_lists_css},
    {"styles/message.css", styles_message_css, sizeof styles_message_css},
    {"styles/phone.css", styles_phone_css, sizeof styles_phone_css},
    {"texts/en.json", texts_en_json, sizeof texts_en_json},
    {"texts/it.json", texts_it_json, sizeof texts_it_json},
};

size_t understudy_page_file_count(void) {
    return sizeof files / sizeof files[0];
}

const struct understudy_page_file *understudy_page_file_at(size_t index) {
    return index < understudy_page_file_count() ? &files[index] : NULL;
}
