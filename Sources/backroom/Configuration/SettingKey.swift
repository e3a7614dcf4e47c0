/// The keys of the configuration, as `backroom.yaml` spells them.
enum SettingKey: String, CaseIterable {
    case database, secretKey, host, port, publicUrl, tlsCertificate, tlsKey, trustedProxies, webhookSecret, workers, logLevel, logFormat,
        timeZone, language

    /// The variable of the environment.
    var environmentName: String {
        let words = rawValue.reduce(into: "") { text, character in
            if character.isUppercase { text.append("_") }
            text.append(character.uppercased())
        }
        return "BACKROOM_\(words)"
    }

    /// The flag, where one exists.
    var flag: String {
        "--"
            + rawValue.reduce(into: "") { text, character in
                if character.isUppercase { text.append("-") }
                text.append(character.lowercased())
            }
    }
}
