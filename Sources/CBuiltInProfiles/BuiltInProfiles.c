#include "BuiltInProfiles.h"

// C23 #embed: the profiles travel with the program, so that they can be named without a path.
// A new file takes one array here and one line in the list below.

static const unsigned char lumia_950_1703[] = {
#embed "../../Samples/profiles/lumia-950-1703.yaml"
};

static const unsigned char lumia_950_1709[] = {
#embed "../../Samples/profiles/lumia-950-1709.yaml"
};

static const unsigned char lumia_950_1607[] = {
#embed "../../Samples/profiles/lumia-950-1607.yaml"
};

static const unsigned char lumia_950_not_joined[] = {
#embed "../../Samples/profiles/lumia-950-not-joined.yaml"
};

static const unsigned char lumia_650_1703[] = {
#embed "../../Samples/profiles/lumia-650-1703.yaml"
};

static const unsigned char hp_elite_x3_1709[] = {
#embed "../../Samples/profiles/hp-elite-x3-1709.yaml"
};

static const unsigned char desktop_1703[] = {
#embed "../../Samples/profiles/desktop-1703.yaml"
};

static const unsigned char desktop_1709[] = {
#embed "../../Samples/profiles/desktop-1709.yaml"
};

static const struct understudy_profile files[] = {
    {"lumia-950-1703", lumia_950_1703, sizeof lumia_950_1703},
    {"lumia-950-1709", lumia_950_1709, sizeof lumia_950_1709},
    {"lumia-950-1607", lumia_950_1607, sizeof lumia_950_1607},
    {"lumia-950-not-joined", lumia_950_not_joined, sizeof lumia_950_not_joined},
    {"lumia-650-1703", lumia_650_1703, sizeof lumia_650_1703},
    {"hp-elite-x3-1709", hp_elite_x3_1709, sizeof hp_elite_x3_1709},
    {"desktop-1703", desktop_1703, sizeof desktop_1703},
    {"desktop-1709", desktop_1709, sizeof desktop_1709},
};

size_t understudy_profile_count(void) {
    return sizeof files / sizeof files[0];
}

const struct understudy_profile *understudy_profile_at(size_t index) {
    return index < understudy_profile_count() ? &files[index] : NULL;
}
